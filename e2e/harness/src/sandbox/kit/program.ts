import { parseArgs } from 'node:util'

/** A sandbox that runs: the port that speaks the true protocol, and the one that tests drive it by; `billPort`: of files of a day. */
export type RunningSandbox = { port: number; control: number; billPort?: number; close: () => Promise<void> }

/**
 * A sandbox as a program: `node main.ts [--port N] [--control N] [--set name=value]…`. When it listens it prints one line of
 * JSON, `{"sandbox":"alipay","port":…,"control":…}`; it ends by SIGTERM or SIGINT.
 */
export async function runSandbox(
  name: string,
  start: (options: {
    port: number
    control: number
    set: Readonly<Record<string, string>>
  }) => Promise<RunningSandbox>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      control: { type: 'string', default: '0' },
      set: { type: 'string', multiple: true, default: [] },
    },
  })
  const set = Object.fromEntries(
    values.set.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
  const sandbox = await start({ port: Number(values.port), control: Number(values.control), set })
  const end = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  const { port, control, billPort } = sandbox
  console.log(JSON.stringify({ sandbox: name, port, control, billPort }))
}
