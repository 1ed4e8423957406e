// Signs packages of a release: writes <file>.release.json beside each, which the console takes together with the file.
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { identityFile, reasonOf, sha256Of } from '@service-hall/server-kit'
import { describePackage, signPackage } from './describe.ts'

const USAGE = `npm run -s release:sign -- --key release.key --new-key
npm run -s release:sign -- --key release.key --version 1.2.3 [--arch x64|arm64] FILE…`

async function sign(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      'new-key': { type: 'boolean', default: false },
      version: { type: 'string' },
      arch: { type: 'string' },
    },
  })
  const { key, version, arch } = values
  if (key === undefined) throw new Error('--key: expected the file of the private key')
  if (values['new-key'] === existsSync(key))
    throw new Error(existsSync(key) ? `${key} is there already` : `${key} is not there; --new-key makes one`)
  const identity = await identityFile(key)
  if (values['new-key']) return void process.stdout.write(`${identity.publicKey}\n`)
  if (version === undefined || positionals.length === 0)
    throw new Error('expected --version and the files of the release')
  for (const file of positionals) {
    const { size } = await stat(file)
    const of = { ...describePackage(file, arch), bytes: size, sha256: await sha256Of(file) }
    const signed = signPackage({ version, ...of }, (text) => identity.sign(text))
    await writeFile(`${file}.release.json`, `${JSON.stringify(signed, null, 2)}\n`)
    process.stdout.write(`${file}.release.json\n`)
  }
  process.stdout.write(`${identity.publicKey}\n`)
}

sign().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n\n${USAGE}\n`)
  process.exitCode = 2
})
