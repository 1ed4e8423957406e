import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../../process/index.ts'
import { bytesOf } from '../kit/index.ts'
import type { FaultScript } from '../kit/index.ts'
import { error } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Gateway, Request } from './gateway.ts'
import { requestFault } from './merchant.ts'
import type { Platform } from './platform.ts'
import type { Trades } from './trades.ts'

/** What can go wrong; not all of it makes sense at every place. */
export const KINDS = [
  /** The request is lost: nothing is done, and the line breaks. */
  'dropRequest',
  /** It is done, and the answer is lost. */
  'dropResponse',
  /** It is done, and the answer comes `ms` later. */
  'delay',
  /** SYSTEM_ERROR, nothing done; or done all the same. */
  ...['systemBusy', 'systemBusyAfter', 'frequencyLimit', 'notEnough'],
  /** The answer's signature is wrong, ten minutes old, by an unknown serial, or not there. */
  ...['badSignature', 'staleSignature', 'unknownSerial', 'unsigned'],
  /** The customer pays between the merchant's last query and this. */
  'payBeforeClose',
  /** The bill is made later, has other lines than the truth, was changed on its way, or its SHA1 is of the zip. */
  ...['billLate', 'billDiffers', 'billCorrupt', 'hashOfZip'],
  /** Notices: changed by somebody, after a signature probe, twice. */
  ...['badNotify', 'probe', 'duplicate'],
] as const

export type ServerParts = {
  gateway: Gateway
  platform: Platform
  trades: Trades
  faults: FaultScript
  now: () => number
}

/** The gateway on 127.0.0.1: judges requests' signatures, signs answers, and lets scripted faults happen. */
export async function startServer(
  parts: ServerParts,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    handle(parts, incoming, response).catch(() => response.destroy())
  })
  await waitFor('the sandbox to listen', once(server.listen(port, '127.0.0.1'), 'listening'))
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await waitFor('the sandbox to close', once(server.close(), 'close'))
}

async function handle(
  parts: ServerParts,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { gateway, platform, faults } = parts
  const request: Request = {
    method: incoming.method ?? '',
    target: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`),
    body: await bytesOf(incoming),
  }
  const place = gateway.placeOf(request)
  const fault = place ? faults.take(place) : null
  if (fault?.does === 'dropRequest') return void response.destroy()
  const answer = answerTo(parts, request, incoming, fault?.does)
  if (fault?.does === 'dropResponse') return void response.destroy()
  if (fault?.does === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms).unref())
  if ('bytes' in answer) return void response.writeHead(200).end(changed(answer.bytes, fault?.does))
  const body = answer.body ? Buffer.from(JSON.stringify(answer.body)) : Buffer.alloc(0)
  platform.choose(incoming.headers['wechatpay-serial']?.toString())
  const headers = signedHeaders(parts, body, fault?.does)
  response.writeHead(answer.status, {
    ...headers,
    ...(answer.body && { 'content-type': 'application/json' }),
  })
  response.end(body)
}

function answerTo(
  { gateway, trades, now }: ServerParts,
  request: Request,
  incoming: IncomingMessage,
  fault: string | undefined,
): Answer {
  const { method, body } = request
  const authorization = incoming.headers.authorization ?? ''
  const target = incoming.url ?? ''
  if (requestFault(gateway.merchant, { method, target, body, authorization }, now()) !== null)
    return error('SIGN_ERROR')
  const place = gateway.placeOf(request)
  if (!place) return error('INVALID_REQUEST')
  if (fault === 'systemBusy') return error('SYSTEM_ERROR')
  if (fault === 'frequencyLimit') return error('FREQUENCY_LIMITED')
  if (fault === 'notEnough') return error('NOT_ENOUGH')
  if (fault === 'payBeforeClose') trades.pay(gateway.orderOf(request))
  const answer = gateway.act(place, request, fault)
  return fault === 'systemBusyAfter' ? error('SYSTEM_ERROR') : answer
}

function signedHeaders(
  { platform, now }: ServerParts,
  body: Buffer,
  fault: string | undefined,
): Record<string, string> {
  if (fault === 'unsigned') return {}
  if (fault === 'staleSignature') return platform.signed(body, now() - 600_000)
  const headers = platform.signed(body)
  if (fault === 'badSignature') headers['wechatpay-signature'] = Buffer.alloc(256, 7).toString('base64')
  if (fault === 'unknownSerial') headers['wechatpay-serial'] = '7'.repeat(40)
  return headers
}

function changed(bytes: Buffer, fault: string | undefined): Buffer {
  if (fault !== 'billCorrupt') return bytes
  return Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])])
}
