import { readFileSync } from 'node:fs'

/** What a simulator's file says of itself in its first lines: its profiles, requests and faults. */
export function simulatorHelp(file: string): string {
  const text = readFileSync(new URL(`../simulators/${file}.ts`, import.meta.url), 'utf8')
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('//'))
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n')
}
