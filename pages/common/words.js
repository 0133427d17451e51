// Streamlit's own English that no setting reaches: what a screen reader says, and the empty list of a search box.
const WORDS = {
  "No results": "没有匹配的选项",
  "Choose an option": "请选择",
  "Choose options": "请选择",
  "Skip to main content": "跳到正文",
  "Navigate to home page": "回到总览",
  "App pages": "页面",
  "Selected values": "已选",
  "Clear all": "全部清除",
  Clear: "清除",
  Open: "展开",
  Close: "收起",
  Pagination: "分页",
  "Previous page": "上一页",
  "Next page": "下一页",
};
const SPOKEN = ["aria-label", "title", "placeholder"];

function chinese(words) {
  const known = WORDS[words.trim()];
  return known ?? words.replace(/^Page (\d+)$/, "第$1页").replace(/^Remove (.+)$/, "移除$1");
}

function translate(element) {
  for (const name of SPOKEN) {
    const words = element.getAttribute(name);
    if (words && chinese(words) !== words) element.setAttribute(name, chinese(words));
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE && child.data.trim() in WORDS) child.data = chinese(child.data);
  }
}

function everything(root) {
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  translate(root);
  root.querySelectorAll("*").forEach(translate);
}

export default function () {
  everything(document.body);
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      change.addedNodes.forEach(everything);
    }
  });
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: SPOKEN });
  return () => observer.disconnect();
}
