// Follows links to figures inside the page, so that a click keeps the session instead of loading the app again:
// the address is changed as the browser's own buttons would change it, and Streamlit follows it as it follows them.
// The page that is left keeps its own address, so that 返回 and the browser's button lead back to the same view.
// A click with a modifier key, or without scripts, still works as an ordinary link.
const LEFT = "jilan-left"; // the address that was left for the reader, and how far it was scrolled
const PATIENCE = 8000;

const main = () => document.querySelector('[data-testid="stMain"]');
const ready = () => document.querySelector('[data-test-script-state="notRunning"]');

function open(address) {
  history.pushState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
}

/** Scrolls to where the page was left, as soon as it has been drawn that far. */
function scroll(to, until = Date.now() + PATIENCE) {
  const page = main();
  if (page && ready() && page.scrollHeight - page.clientHeight >= to) page.scrollTop = to;
  else if (Date.now() < until) setTimeout(scroll, 150, to, until);
}

export default function () {
  const follow = (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[data-report], a.back, a.inside");
    if (!link) return;
    event.preventDefault();
    const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
    if (link.matches(".back")) {
      open(left?.address ?? link.href);
      if (left) setTimeout(scroll, 400, left.scrolled);
      return;
    }
    if (link.matches("[data-report]") && !document.querySelector("a.back")) {
      sessionStorage.setItem(LEFT, JSON.stringify({ address: location.href, scrolled: main().scrollTop }));
    }
    open(link.href);
  };
  const returned = (event) => {
    const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
    if (event.isTrusted && left?.address === location.href) setTimeout(scroll, 400, left.scrolled);
  };
  document.addEventListener("click", follow);
  window.addEventListener("popstate", returned);
  return () => {
    document.removeEventListener("click", follow);
    window.removeEventListener("popstate", returned);
  };
}
