/** The same tree of keys, in another language. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }
export type TextTree = {
  [key: string]: string | TextTree
}
export type Texts = {
  zh: TextTree
  en: TextTree
}

/** Texts of one page in both languages; a key missing in either does not type-check. */
export function pageTexts<T extends TextTree>(zh: T, en: SameKeys<T>): { zh: T; en: SameKeys<T> } {
  return { zh, en }
}
