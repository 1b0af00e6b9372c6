// node run.mjs FOLDER LINE...: runs command lines in the Python of a folder that assemble.py made.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...lines] = process.argv.slice(2);
globalThis.fetch = (address) => {
  throw new Error(`it asks the network: ${address}`);
};
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide", "pyodide.mjs")));
const { start } = await import(pathToFileURL(join(folder, "policytrack.mjs")));
const names = JSON.parse(readFileSync(join(folder, "wheels.json"), "utf8"));
const wheels = names.map((name) => new Uint8Array(readFileSync(join(folder, "wheels", name))));
const run = await start(loadPyodide, join(folder, "pyodide"), wheels);
process.stdout.write(JSON.stringify(lines.map(run)));
