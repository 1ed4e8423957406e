/**
 * What no log may hold, by its form: numbers of ID cards (18 characters), of mobile phones (11) and of bank cards (16 to
 * 19), passwords in addresses, and long words without a blank, which keys and tokens are. Ids of this house have hyphens.
 */
const FORMS: readonly RegExp[] = [
  // By it somebody else might be let in in this machine's place.
  /(?<="event":"enrolment\.code","code":")[^"]+/g,
  /(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])/g,
  /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/g,
  /(?<![0-9A-Za-z])\d{16,19}(?![0-9A-Za-z])/g,
  /(?<=:\/\/)[^\s/@"]{1,200}:[^\s/@"]{1,200}(?=@)/g,
  /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{43,}(?![\w-])/g,
]

/** A line with everything of such a form taken out. The log leaves it out by itself; this is for what slipped in. */
export function withoutPrivate(line: string): string {
  return FORMS.reduce((text, form) => text.replace(form, '•••'), line)
}
