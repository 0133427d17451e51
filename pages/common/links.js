// Follows links to figures inside the page, so that a click keeps the session instead of loading the app again:
// the address is changed as the browser's own buttons would change it, and Streamlit follows it as it follows them.
// The page that is left keeps its own address, so that 返回 and the browser's button lead back to the same view.
// A click with a modifier key, or without scripts, still works as an ordinary link.
// This is a script of the document, not a component: a component starts only after the links have been drawn, and a
// click made in between loaded the app again. Each session runs the script; the document needs it once.
if (!document.documentElement.dataset.links) {
  document.documentElement.dataset.links = "followed";
  const LEFT = "jilan-left"; // the address that was left for the reader, and how far it was scrolled
  const PATIENCE = 8000;

  const main = () => document.querySelector('[data-testid="stMain"]');
  const ready = () => document.querySelector('[data-test-script-state="notRunning"]');

  const visit = (address) => {
    history.pushState(null, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  };

  /** What was left for the reader: in this tab, or in the one from which the reader was opened in a new tab. */
  const left = () => {
    const kept = JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
    const opener = document.referrer.startsWith(`${location.origin}/`) ? document.referrer : null;
    return kept ?? (opener && { address: opener, scrolled: 0 });
  };

  /** Scrolls to where the page was left, as soon as it has been drawn that far. */
  const scroll = (to, until = Date.now() + PATIENCE) => {
    const page = main();
    if (page && ready() && page.scrollHeight - page.clientHeight >= to) page.scrollTop = to;
    else if (Date.now() < until) setTimeout(scroll, 150, to, until);
  };

  const back = (link) => {
    const view = left();
    visit(view?.address ?? link.href);
    if (view) setTimeout(scroll, 400, view.scrolled);
  };

  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[data-report], a.back, a.inside");
    if (!link) return;
    event.preventDefault();
    if (link.matches(".back")) return back(link);
    if (link.matches("[data-report]") && !document.querySelector("a.back")) {
      sessionStorage.setItem(LEFT, JSON.stringify({ address: location.href, scrolled: main().scrollTop }));
    }
    visit(link.href);
  });
  window.addEventListener("popstate", (event) => {
    const view = left();
    if (event.isTrusted && view?.address === location.href) setTimeout(scroll, 400, view.scrolled);
  });
}
