// Appends without end to the journal named by the first argument and prints what was acknowledged, a line each.
import { openJournal } from '../src/journal.ts'
type Noted = { type: 'Noted'; text: string }

const [path = '', run = ''] = process.argv.slice(2)
const journal = await openJournal<Noted>({ path, clock: () => Date.now() })

async function sender(name: string): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${run}:${name}:${n}`
    const facts: Noted[] = [
      { type: 'Noted', text: `begin ${id}` },
      { type: 'Noted', text: `end ${id}` },
    ]
    const entries = await journal.append({ facts, command: { id, fingerprint: 'f', answer: id } })
    process.stdout.write(`${id} ${entries.at(-1)?.number}\n`)
  }
}
await Promise.all(Array.from({ length: 16 }, (_, n) => sender(`${n}`)))
