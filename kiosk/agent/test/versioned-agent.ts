// The agent as a program that says it is the release which an installer has noted beside its data folder.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../src/run.ts'

const args = process.argv.slice(2)
const data = args[args.indexOf('--data') + 1] ?? ''
void run(args, readFileSync(join(data, '../installed'), 'utf8').trim())
