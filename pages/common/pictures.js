// Saves a chart as a picture that says what it shows: the finding, unit and notes of its card stand above it.
// Plotly's own button would save the bare chart, so its click is taken on the way down, before Plotly sees it.
const SCALE = 3;
const EDGE = 16;
// A picture goes into a document: it is light, whatever the screen is.
const [PAPER, INK, FAINT] = ["#FCFBF8", "#22262A", "#6B6F73"];
const KEPT = ["rgb(255, 255, 255)", "rgb(134, 134, 134)"]; // on the squares of the matrix; reasons and sources

/** The words in lines that fit the width; Chinese may be broken anywhere but before a closing sign. */
function lines(pen, words, width) {
  const found = [""];
  for (const sign of words) {
    if (pen.measureText(found.at(-1) + sign).width > width && !"，。；：、）”％%".includes(sign)) found.push("");
    found[found.length - 1] += sign;
  }
  return found;
}

/** Each line above the chart with its place, in the look that it has on the page. */
function heading(pen, card, width) {
  let y = EDGE;
  const placed = [];
  for (const element of card.querySelectorAll(".finding, .unit")) {
    const style = getComputedStyle(element);
    const step = parseFloat(style.fontSize) * 1.5;
    const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.font = font;
    for (const words of lines(pen, element.textContent, width)) {
      y += step;
      placed.push({ words, y: y - step * 0.3, font, colour: element.matches(".finding") ? INK : FAINT });
    }
  }
  return { placed, height: y + EDGE / 2 };
}

/** One drawing layer of the chart, with its size, as an image. */
async function layer(svg) {
  const copy = svg.cloneNode(true);
  copy.querySelectorAll(".hoverlayer").forEach((each) => each.remove());
  for (const text of copy.querySelectorAll("text:not(.bartext-inside)")) {
    if (!KEPT.includes(text.style.fill)) text.style.fill = INK;
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

async function picture(card, chart) {
  const { width, height } = chart.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const head = heading(pen, card, width);
  canvas.width = (width + 2 * EDGE) * SCALE;
  canvas.height = (head.height + height + EDGE) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const { words, y, font, colour } of head.placed) {
    [pen.font, pen.fillStyle] = [font, colour];
    pen.fillText(words, EDGE, y);
  }
  for (const svg of chart.querySelectorAll(".main-svg")) {
    pen.drawImage(await layer(svg), EDGE, head.height, width, height);
  }
  return new Promise((done) => canvas.toBlob(done));
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  URL.revokeObjectURL(link.href);
}

export default function () {
  const save = async (event) => {
    const button = event.target.closest?.(".modebar-btn, a.picture");
    const card = button?.closest('[class*="st-key-card-"]');
    const chart = card?.querySelector(".js-plotly-plot");
    if (!chart) return;
    event.preventDefault();
    event.stopPropagation();
    download(await picture(card, chart), chart._context.toImageButtonOptions.filename);
  };
  document.addEventListener("click", save, true);
  return () => document.removeEventListener("click", save, true);
}
