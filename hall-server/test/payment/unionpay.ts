import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { askControl, startUnionpay } from '@service-hall/harness/sandbox'
import type { UnionpayOptions, UnionpaySandbox } from '@service-hall/harness/sandbox'
import { systemClock } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import type { Channel, Charge, NoticeRead, ChannelUse } from '../../src/payment/channel/port.ts'
import { unionpay } from '../../src/payment/channel/unionpay/index.ts'
import { UnionpaySettings } from '../../src/payment/channel/unionpay/settings.ts'

/** A charge; each number has a channel number of its own. `payableMs`: how long the customer has. */
export function aQrCharge(
  number: number,
  {
    fen = 12_345,
    payableMs = 60_000,
    use = 'showsCode',
  }: { fen?: number; payableMs?: number; use?: ChannelUse } = {},
): Charge {
  const openedAt = Date.now()
  return {
    channelNo: `UP${String(number).padStart(26, '0')}`,
    fen,
    subject: '电费',
    openedAt,
    until: openedAt + payableMs,
    hallId: 'hall-1',
    terminalId: 'kiosk-1',
    use,
  }
}

/** A UnionPay, the channel at it, and what reads its notices. */
export async function aUnionpay(
  options: UnionpayOptions = {},
  settings: Record<string, unknown> = {},
  clock: Clock = systemClock,
): Promise<{
  sandbox: UnionpaySandbox
  channel: Channel
  notices: NoticeRead[]
  bodies: Buffer[]
  ask: <Answer = unknown>(action: string, body?: unknown) => Promise<Answer>
  fault: (at: string, does: string, more?: object) => Promise<unknown>
}> {
  const sandbox = await startUnionpay(options)
  const notices: NoticeRead[] = []
  const bodies: Buffer[] = []
  const hall = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const raw = { headers: {}, body: Buffer.concat(pieces), at: Date.now() }
      bodies.push(raw.body)
      void channel.notice?.(raw).then((read) => {
        notices.push(read)
        response.writeHead(read.reply.status, { 'content-type': read.reply.type }).end(read.reply.body)
      })
    })
  })
  await waitFor('the notice port', once(hall.listen(0, '127.0.0.1'), 'listening'))
  const { credentials, port } = sandbox
  const channel = await unionpay.create(
    UnionpaySettings.parse({
      gateway: `http://127.0.0.1:${port}/gateway/api`,
      fileGateway: `http://127.0.0.1:${port}/file`,
      merId: credentials.merId,
      certId: credentials.certId,
      signKeyFile: 'sign.key.pem',
      issuerFiles: ['issuer.pem'],
      backUrl: `http://127.0.0.1:${(hall.address() as AddressInfo).port}/notice`,
      timeoutMs: 400,
      graceMs: 0,
      ...settings,
    }),
    {
      clock,
      log: aLog(),
      readSecret: (path) => Promise.resolve(path === 'issuer.pem' ? credentials.issuer : credentials.signKey),
    },
  )
  onTestFinished(async () => {
    hall.closeAllConnections()
    await waitFor('the notice port to close', once(hall.close(), 'close'))
    await sandbox.close()
  })
  return {
    ...{ sandbox, channel, notices, bodies },
    ask: <Answer>(action: string, body?: unknown) => askControl<Answer>(sandbox.control, action, body),
    fault: (at, does, more = {}) => askControl(sandbox.control, 'faults', [{ at, does, times: 1, ...more }]),
  }
}
