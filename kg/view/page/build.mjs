/* Makes of the modules here the scripts that kg.view puts into its pages, one for each page. `--check` only says whether they are
   what it would make. Nothing else of this folder is needed to use kg. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PAGES = ["page", "animated", "changes"];
const here = import.meta.dirname;

const made = await build({
  absWorkingDir: here, entryPoints: PAGES.map((page) => `${page}.js`), outdir: "../templates",
  bundle: true, format: "iife", target: "esnext", charset: "utf8", legalComments: "none", banner: { js: "\"use strict\";" }, metafile: true, write: false,
});

/** The modules of a round of imports, if there is one. */
function round(imports, path) {
  for (const next of imports[path.at(-1)]) {
    if (path.includes(next)) return [...path.slice(path.indexOf(next)), next];
    const found = round(imports, [...path, next]);
    if (found) return found;
  }
  imports[path.at(-1)] = [];
  return null;
}

const imports = Object.fromEntries(Object.entries(made.metafile.inputs).map(([path, input]) => [path, input.imports.map((one) => one.path)]));
const rounds = PAGES.map((page) => round(imports, [`${page}.js`])).filter(Boolean);
for (const path of rounds) console.error(`imports go in a round: ${path.join(" → ")}`);
if (rounds.length) process.exit(1);

for (const { path, text } of made.outputFiles) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (process.argv.includes("--check")) {
    console.error(`${path} is not what its modules give: run make page`);
    process.exitCode = 1;
  } else writeFileSync(path, text);
}
