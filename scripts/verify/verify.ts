// Says whether a journal is as it was written, and whether the books in it balance. Reads only, also beside a running program.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inRoot } from '@service-hall/harness/paths'
import { verifyJournal } from '@service-hall/journal'
import type { BrokenPlace, Verified } from '@service-hall/journal'
import { booksSentence, proveBooks } from './books.ts'
import { exportOrders } from './export.ts'
import { StartError, failedTool } from '@service-hall/server-kit'

const USAGE = `npm run verify -- [DATA] [--json] [--export FILE]

  DATA           folder of a hall's or a station's data, or a journal's file, from the repository's root; data/hall
  --json         one JSON object instead of sentences
  --export FILE  writes one line of JSON for each payment order (docs/payments.md#export)

Exit code 0: whole, and the books of a hall balance after every fact; 1: the first broken place is named; 2: it cannot be
read.`

/** Names of a journal in a folder of data: a hall's, a station's. */
const FILES = ['journal.sqlite', 'agent.sqlite'] as const

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      export: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(USAGE)
  else {
    const path = journalAt(inRoot(positionals[0] ?? 'data/hall'))
    const verified = await verifyJournal(path)
    const books = verified.isWhole ? await proveBooks(path) : null
    if (values.export !== undefined) await exportOrders(books, values.export)
    if (values.json) console.log(JSON.stringify(books ? { ...verified, books: books.proof } : verified))
    else console.log([sentence(path, verified), ...(books ? [booksSentence(books.proof)] : [])].join('\n'))
    process.exitCode = verified.isWhole && (!books || books.proof.isBalanced) ? 0 : 1
  }
} catch (error) {
  process.exitCode = failedTool(error, USAGE)
}

function journalAt(place: string): string {
  const path = [place, ...FILES.map((file) => join(place, file))].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  )
  if (path === undefined) throw new StartError('file.missing', `there is no journal in ${place}`)
  return path
}

function sentence(path: string, verified: Verified): string {
  if (!verified.isWhole) return `${path} is not whole: ${said(verified)}.`
  const { from, to, chainedFrom, head } = verified
  if (to === 0) return `${path} is whole: it is empty.`
  if (from > to) return `${path} is whole: facts up to ${to} were pruned and none came since.`
  if (chainedFrom === null)
    return `${path} has no gap from fact ${from} to ${to}; none of them is chained yet, so no change by hand would show.`
  const chained = chainedFrom === from ? '' : `, chained from ${chainedFrom}`
  return `${path} is whole: facts ${from} to ${to}${chained}, head ${head}.`
}

function said({ what, from, to }: { what: BrokenPlace; from: number; to: number }): string {
  const facts = from === to ? `fact ${from}` : `facts ${from} to ${to}`
  const [is, was] = from === to ? ['is', 'was'] : ['are', 'were']
  switch (what) {
    case 'missing':
      return `${facts} ${is} missing`
    case 'changed':
      return `${facts}, or what comes right before, ${was} changed after ${from === to ? 'it was' : 'they were'} written`
    case 'unchained':
      return `${facts} ${was} not written by this program: the chain does not hold ${from === to ? 'it' : 'them'}`
    case 'cutOff':
      return `${facts}, which a snapshot covers, ${is} cut off at the end`
    case 'snapshot':
      return `the snapshot of fact ${from} was changed after it was written`
    case 'anchor':
      return `the anchor is missing from which facts behind ${from} are chained`
  }
}
