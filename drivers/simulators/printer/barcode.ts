/** The text of CODE128 data as GS k 73 takes it: `{A`, `{B`, `{C` choose a set, `{{` is a brace. */
export function code128Text(data: Uint8Array): string {
  let text = ''
  let set = 0
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] ?? 0
    const next = data[at + 1] ?? 0
    if (byte === 0x7b && next === 0x7b) {
      text += '{'
      at += 1
    } else if (byte === 0x7b && next >= 0x41 && next <= 0x43) {
      set = next
      at += 1
    } else {
      text += set === 0x43 ? String(byte).padStart(2, '0') : String.fromCharCode(byte)
    }
  }
  return text
}
