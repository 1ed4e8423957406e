// Gets what the tests need on this machine: Debian packages and an Electron. Says nothing when all is there.
import { ensureElectron, ensurePackages } from '@service-hall/harness/machine'

const say = (line: string) => console.log(line)

const packages = await ensurePackages(say)
if (!packages.ok) console.error(packages.help)
const electron = await ensureElectron({ say })
if ('missing' in electron) console.error(electron.missing)
process.exitCode = packages.ok && !('missing' in electron) ? 0 : 1
