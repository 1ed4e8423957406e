import { existsSync } from 'node:fs'
import { cp, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run, runNpm } from '@service-hall/harness/process'

const NPM_SETTINGS = ['registry', 'proxy', 'https-proxy', 'noproxy', 'cafile', 'strict-ssl'] as const
const PROXIES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const
const CERTIFICATES = '/usr/local/share/ca-certificates'

/**
 * Tells a bare root how this machine reaches the npm registry and Debian's packages: names, certificates, proxies. No
 * other setting of the machine goes with it.
 *
 * @returns what its programs need in their environment for it
 */
export async function carryWaysOut(root: string): Promise<Record<string, string>> {
  for (const file of ['/etc/resolv.conf', '/etc/hosts'])
    if (existsSync(file)) await copyFile(file, join(root, file))
  if (existsSync(CERTIFICATES)) await cp(CERTIFICATES, join(root, CERTIFICATES), { recursive: true })
  await writeFile(join(root, 'etc/apt/apt.conf.d/90machine'), await aptSettings())
  const npm = await npmSettings()
  await writeFile(join(root, 'root/.npmrc'), npm.map(([key, value]) => `${key}=${value}\n`).join(''))
  const extra = process.env['NODE_EXTRA_CA_CERTS']
  for (const file of [extra, npm.find(([key]) => key === 'cafile')?.[1]]) await carryFile(root, file)
  return environment(extra)
}

function environment(extraCertificates: string | undefined): Record<string, string> {
  const named = { NODE_EXTRA_CA_CERTS: extraCertificates }
  const proxies = PROXIES.map((name) => [name, process.env[name]] as const)
  return Object.fromEntries(
    [...Object.entries(named), ...proxies].filter((row): row is [string, string] => Boolean(row[1])),
  )
}

async function aptSettings(): Promise<string> {
  const { code, output } = await run('apt-config', ['dump'])
  if (code !== 0) return ''
  return output
    .split('\n')
    .filter((line) => /^Acquire::(https?::|Check-|Retries)/i.test(line) && !/::User-Agent/i.test(line))
    .join('\n')
    .concat('\n')
}

async function npmSettings(): Promise<[string, string][]> {
  const rows = await Promise.all(
    NPM_SETTINGS.map(async (key): Promise<[string, string]> => {
      const { code, output } = await runNpm(['config', 'get', key])
      return [key, code === 0 ? output.trim() : '']
    }),
  )
  return rows.filter(([, value]) => !['', 'null', 'undefined'].includes(value))
}

/** Debian's own bundle is left to `update-ca-certificates`, which has ours from {@link CERTIFICATES}. */
async function carryFile(root: string, file: string | undefined): Promise<void> {
  if (file === undefined || !existsSync(file) || existsSync(join(root, file))) return
  await mkdir(dirname(join(root, file)), { recursive: true })
  await copyFile(file, join(root, file))
}
