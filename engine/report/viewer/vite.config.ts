import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The content security policy allows the one style and the one script by their hashes; both must be there once. */
function hashes(): Plugin {
  return {
    name: "copse-hashes",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("no page was built");
        let html = String(page.source);
        const parts = { style: /<style[^>]*>([\s\S]*?)<\/style>/g, script: /<script type="module"[^>]*>([\s\S]*?)<\/script>/g };
        for (const [name, pattern] of Object.entries(parts)) {
          const found = [...html.matchAll(pattern)];
          if (found.length !== 1) throw new Error(`${found.length} elements of ${name}, not one`);
          html = html.replace(`{{hash:${name}}}`, () => sha256(found[0]![1]!));
        }
        page.source = html;
      },
    },
  };
}

/** Licences of what is in the page, since whoever gets the page gets that too: a comment at its end, equal texts once. */
function licences(): Plugin {
  const packages = new Set(["nhsuk-frontend"]); // its style has no module of its own
  const textOf = (name: string) => {
    const folder = `node_modules/${name}`;
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence`);
    return readFileSync(`${folder}/${file}`, "utf8").trim().replace(/--/g, "- -");
  };
  return {
    name: "copse-licences",
    enforce: "post",
    moduleParsed({ id }) {
      const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id);
      if (found) packages.add(found[1]!);
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("no page was built");
        const names = new Map<string, string[]>();
        for (const name of [...packages].sort()) names.set(textOf(name), [...(names.get(textOf(name)) ?? []), name]);
        const texts = [...names].map(([text, of]) => `${of.join(", ")}\n\n${text}`);
        page.source = String(page.source).replace("</body>", () => `<!-- In this page:\n\n${texts.join("\n\n")}\n-->\n</body>`);
      },
    },
  };
}

export default defineConfig({
  plugins: [viteSingleFile({ removeViteModuleLoader: true }), hashes(), licences()],
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } } },
  build: { target: "es2020", modulePreload: false, reportCompressedSize: false },
});
