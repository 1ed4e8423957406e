// Gets what the tests need on this machine: Debian packages, sqlite3's binary, an Electron. Says nothing when all is
// there.
import { ensureElectron, ensurePackages, ensureSqlite3 } from '@service-hall/harness/machine'

const say = (line: string) => console.log(line)

const packages = await ensurePackages(say)
if (!packages.ok) console.error(packages.help)
const sqlite3 = await ensureSqlite3({ say, mayInstall: true })
if ('missing' in sqlite3) console.error(sqlite3.missing)
const electron = await ensureElectron({ say })
if ('missing' in electron) console.error(electron.missing)
process.exitCode = packages.ok && !('missing' in electron) ? 0 : 1
