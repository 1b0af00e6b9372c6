import { loadPyodide } from "./pyodide/pyodide.mjs";
import { start } from "./policytrack.mjs";

const form = document.querySelector("form");
const line = document.querySelector("input");
const button = document.querySelector("button");
const output = document.querySelector("pre");

async function bytes(name) {
  const found = await fetch(`wheels/${name}`);
  return new Uint8Array(await found.arrayBuffer());
}

const names = await (await fetch("wheels.json")).json();
const run = await start(loadPyodide, new URL("pyodide/", document.baseURI).href, await Promise.all(names.map(bytes)));

function show() {
  const { out, err } = run(line.value);
  output.textContent = out + err;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
button.disabled = false;
show();
