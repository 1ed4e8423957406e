// Measurements: `npm run -s bench -- hall [--json]`. See README.md.
import { parseArgs } from 'node:util'
import { benchIssue } from './hall/issue.ts'

const USAGE = `npm run -s bench -- hall [--only issue,…] [--repeats 5] [--seconds 2] [--json]

  --only     some of: issue
  --json     print the result only, as one JSON object; progress goes to stderr in any case`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: 'issue' },
    repeats: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
})
if (positionals[0] !== 'hall') {
  process.stderr.write(`${USAGE}\n`)
  process.exit(2)
}
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const issue = await benchIssue({
  depths: [1, 16, 64],
  repeats: Number(values.repeats),
  measureMs: Number(values.seconds) * 1000,
  say,
})
process.stdout.write(`${JSON.stringify({ issue }, null, values.json ? 0 : 2)}\n`)
process.exit(0)
