// Tokenizes lines of both languages with the engine that VS Code has. Prints what is wrong; exit code 1 then, 3 where the
// packages are not installed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, "package.json"));
let textmate, oniguruma, wasm;
try {
  textmate = require("vscode-textmate");
  oniguruma = require("vscode-oniguruma");
  wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
} catch {
  console.error("vscode-textmate and vscode-oniguruma are not installed: npm install in editors/test");
  process.exit(3);
}
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const path = join(here, "..", "vscode", "syntaxes", "iom.tmLanguage.json");
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, "utf8"), path),
});
const grammar = await registry.loadGrammar("source.iom");

// line, then each stretch of it that must have a scope; "" is a stretch with no scope of its own
const cases = JSON.parse(readFileSync(join(here, "cases.json"), "utf8"));
let wrong = 0;
for (const { line, tokens } of cases) {
  const found = grammar.tokenizeLine(line, textmate.INITIAL).tokens;
  let from = 0;
  for (const [text, scope] of tokens) {
    const at = line.indexOf(text, from);
    const own = found
      .filter((token) => token.startIndex < at + text.length && token.endIndex > at)
      .map((token) => (token.scopes.length > 1 ? token.scopes[token.scopes.length - 1] : ""));
    if (at < 0 || own.some((each) => each !== scope)) {
      wrong += 1;
      console.error(`${line}\n  «${text}»: wanted ${scope || "nothing"}, found ${[...new Set(own)].join(", ") || "nothing"}`);
    }
    from = at < 0 ? from : at + text.length;
  }
}

// a text left open on one line does not colour the next: every rule ends with its line
for (const file of process.argv.slice(2)) {
  let stack = textmate.INITIAL;
  for (const [number, line] of readFileSync(file, "utf8").split("\n").entries()) {
    stack = grammar.tokenizeLine(line, stack).ruleStack;
    if (stack.depth !== 1) {
      wrong += 1;
      console.error(`${file}:${number + 1}: a rule stays open after its line`);
      break;
    }
  }
}
console.log(wrong ? `${wrong} wrong` : `${cases.length} lines as they should be`);
process.exit(wrong ? 1 : 0);
