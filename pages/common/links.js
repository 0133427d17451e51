// Follows links to figures inside the page, so that a click keeps the session instead of loading the app again.
// A click with a modifier key, or without scripts, still works as an ordinary link.
export default function ({ setTriggerValue }) {
  const follow = (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[data-report]");
    if (!link) return;
    event.preventDefault();
    setTriggerValue("target", { report: link.dataset.report, figure: link.dataset.figure ?? null });
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
