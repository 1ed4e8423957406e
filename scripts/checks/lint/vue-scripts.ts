import ts from 'typescript'

/** The text of a component's script, as vue-eslint-parser hands it to the TypeScript parser. */
export function scriptOf(component: string): string {
  return /<script\b[^>]*>([\s\S]*?)<\/script>/.exec(component)?.[1] ?? ''
}

/**
 * Lets TypeScript read of a component's file just its script.
 *
 * Lint opens each file with the text that its parser made of it. For a component that is the script alone; where the file on
 * the disk reads otherwise, TypeScript throws all types away and begins anew, once for each of hundreds of components.
 */
export function readScriptsOnly(): void {
  const read = ts.sys.readFile.bind(ts.sys)
  ts.sys.readFile = (path, encoding) => {
    const text = read(path, encoding)
    return text !== undefined && path.endsWith('.vue') ? scriptOf(text) : text
  }
}
