// The report reader: the text on the left, its figures on the right; a click on either chooses the figure.
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".reader");
  const page = root.querySelector(".page");
  const list = root.querySelector(".list");
  const search = root.querySelector("input");
  const count = root.querySelector(".count");

  if (root.dataset.version !== data.version) {
    root.dataset.version = data.version;
    page.innerHTML = data.html; // escaped by pages/common/source.py
    page.scrollTop = 0;
    list.replaceChildren(
      ...data.items.map((item) => {
        const entry = document.createElement("button");
        entry.type = "button";
        entry.dataset.figure = item.id;
        entry.dataset.mark = item.mark;
        entry.className = item.kind;
        const name = document.createElement("span");
        name.textContent = item.name;
        const value = document.createElement("b");
        value.textContent = item.value;
        entry.append(name, value);
        return entry;
      }),
    );
    search.value = "";
  }
  page.classList.toggle("others", data.others);

  const entries = () => [...list.children].filter((entry) => !entry.hidden);
  const filter = () => {
    const words = search.value.trim().split(/\s+/).filter(Boolean);
    for (const entry of list.children) {
      entry.hidden = !words.every((word) => entry.textContent.includes(word));
    }
    count.textContent = `${entries().length} / ${list.children.length} 个数`;
  };
  filter();
  search.oninput = filter;

  const show = (figure, smooth) => {
    for (const old of root.querySelectorAll(".chosen")) old.classList.remove("chosen");
    const entry = [...list.children].find((each) => each.dataset.figure === figure);
    const id = entry ? entry.dataset.mark : figure;
    const mark = id ? page.querySelector(`#${CSS.escape(id)}`) : null;
    root.dataset.figure = figure ?? "";
    if (entry) {
      entry.classList.add("chosen");
      list.scrollTop = entry.offsetTop - list.offsetTop - list.clientHeight / 2;
    }
    if (mark) {
      mark.classList.add("chosen");
      // First within the text, to a third of its height; then the page, if the text itself is out of sight.
      const place = mark.getBoundingClientRect().top - page.getBoundingClientRect().top;
      page.scrollTo({ top: page.scrollTop + place - page.clientHeight / 3, behavior: smooth ? "smooth" : "instant" });
      if (!smooth) mark.scrollIntoView({ block: "nearest" });
    }
  };
  const choose = (figure) => {
    show(figure, true);
    if (!data.others) setStateValue("figure", figure); // a number that was not extracted has no address
  };
  const step = (by) => {
    const shown = entries();
    if (!shown.length) return;
    const at = shown.findIndex((entry) => entry.dataset.figure === root.dataset.figure);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    choose(shown[next].dataset.figure);
  };

  list.onclick = (event) => {
    const entry = event.target.closest("button");
    if (entry) choose(entry.dataset.figure);
  };
  page.onclick = (event) => {
    const mark = event.target.closest("mark");
    const entry = mark && [...list.children].find((each) => each.dataset.mark === mark.id);
    if (entry) choose(entry.dataset.figure);
  };
  root.onkeydown = (event) => {
    if (event.target === search) return;
    const step_of = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step_of) {
      event.preventDefault();
      step(step_of);
    }
  };
  root.querySelector(".before").onclick = () => step(-1);
  root.querySelector(".next").onclick = () => step(1);

  if (!data.others && data.figure !== root.dataset.figure) show(data.figure, false);
}
