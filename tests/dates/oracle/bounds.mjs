// Reads one JSON text a line, and answers with the bounds that edtf.js gives it: a line with
// {"bounds": [first day | null, last day | null]} or {"refused": reason}.
// The folder that holds node_modules/edtf is the only argument.

import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { default: edtf } = await import(
  pathToFileURL(join(process.argv[2], 'node_modules', 'edtf', 'index.js'))
)

// Open ends are infinite and unknown ones null: neither is a day.
const day = (value) => (Number.isFinite(value) ? new Date(value).toISOString().replace(/T.*/, '') : null)

function answer(text) {
  try {
    const value = edtf(text)
    return { bounds: [day(value.min), day(value.max)] }
  } catch (error) {
    return { refused: String(error.message).split('\n')[0] }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n')
}
