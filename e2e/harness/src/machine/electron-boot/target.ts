/** What the command line asks the boot app to do. */
export type Boot = {
  /** Modules to load before the app, as given by `-r` or `--require`. */
  preloads: string[]
  /** The app: a folder with a package.json, or a file. Null when none is named. */
  app: string | null
}

/**
 * Reads the command line as Electron's own default app does: switches of Chromium and Node are skipped, `-r
 * <module>` is collected, the first plain word is the app; what follows it belongs to the app.
 *
 * @param words the command line without the executable
 */
export function readCommandLine(words: readonly string[]): Boot {
  const preloads: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-r' || word === '--require') {
      at++
      const module = words[at]
      if (module !== undefined) preloads.push(module)
    } else if (!word.startsWith('-')) {
      return { preloads, app: word }
    }
  }
  return { preloads, app: null }
}
