import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { waitFor } from '../../process/index.ts'
import { bytesOf } from '../kit/index.ts'
import type { FaultScript } from '../kit/index.ts'
import { noBill } from './bills.ts'
import type { Bills } from './bills.ts'
import { OPERATIONS, failed } from './operations.ts'
import type { AlipaySandboxOptions } from './options.ts'
import type { Trades } from './trades.ts'
import { answerOf, isMerchants, signed } from './wire.ts'

type World = {
  options: AlipaySandboxOptions
  trades: Trades
  bills: Bills
  faults: FaultScript
  now: () => number
  /** Common parameters of the last requests, for tests. */
  seen: Record<string, string>[]
}
type Fault = ReturnType<FaultScript['take']>

const BILL_METHOD = 'alipay.data.dataservice.bill.downloadurl.query'
const MOST_SEEN = 50

/** The gateway: `POST /gateway.do`, and the addresses of bills. */
export async function startServer(world: World): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined)
    })
  })
  const listening = once(server.listen(world.options.port ?? 0, '127.0.0.1'), 'listening')
  await waitFor('the sandbox of Alipay to listen', listening)
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) }
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const base = `http://${request.headers.host}`
  const url = new URL(request.url ?? '', base)
  const body = await bytesOf(request)
  if (url.pathname === '/downloadBillFile.resource') return sendBill(world, url, response)
  const params = new Map([...url.searchParams, ...new URLSearchParams(body.toString('utf8'))])
  if (request.method !== 'POST' || url.pathname !== '/gateway.do') return void response.writeHead(404).end()
  world.seen.push(Object.fromEntries([...params].filter(([name]) => name !== 'sign')))
  if (world.seen.length > MOST_SEEN) world.seen.shift()

  const method = params.get('method') ?? ''
  const at = method === BILL_METHOD ? 'billUrl' : OPERATIONS.get(method)?.at
  const fault = at === undefined ? null : world.faults.take(at)
  if (fault?.does === 'dropRequest') return void request.socket.destroy()
  if (fault?.does === 'http502') return void response.writeHead(502).end('Bad Gateway')
  if (fault?.does === 'delay') await pause(fault.ms)
  const node = wrong(world, params) ?? nodeOf(world, params, base, fault)
  if (fault?.does === 'dropResponse') return void request.socket.destroy()
  response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' })
  const { certificates } = world.options
  response.end(answerOf(method, node, (text) => signatureOf(world, text, fault), certificates?.own))
}

/** What the gateway says before any business. */
function wrong({ options }: World, params: ReadonlyMap<string, string>): Record<string, unknown> | null {
  const no = (subCode: string): Record<string, unknown> => ({
    code: '40002',
    msg: 'Invalid Arguments',
    sub_code: subCode,
    sub_msg: subCode,
  })
  if (params.get('app_id') !== options.appId) return no('isv.invalid-app-id')
  if (params.get('sign_type') !== 'RSA2') return no('isv.invalid-signature-type')
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(params.get('timestamp') ?? ''))
    return no('isv.invalid-timestamp')
  const { certificates } = options
  if (certificates && params.get('app_cert_sn') !== certificates.app) return no('isv.invalid-app-cert-sn')
  if (certificates && params.get('alipay_root_cert_sn') !== certificates.root)
    return no('isv.invalid-alipay-root-cert-sn')
  if (!isMerchants(params, options.appPublicKey)) return no('isv.invalid-signature')
  return null
}

function nodeOf(
  { trades, bills, now }: World,
  params: ReadonlyMap<string, string>,
  base: string,
  fault: Fault,
): Record<string, unknown> {
  const method = params.get('method') ?? ''
  const content = JSON.parse(params.get('biz_content') ?? '{}') as Record<string, unknown>
  if (fault?.does === 'systemBusy')
    return {
      code: '20000',
      msg: 'Service Currently Unavailable',
      sub_code: 'isp.unknow-error',
      sub_msg: '系统繁忙',
    }
  if (fault?.does === 'billLate') return noBill()
  if (method === BILL_METHOD) return bills.url(content, base)
  const operation = OPERATIONS.get(method)
  if (!operation)
    return { code: '40001', msg: 'Missing Method', sub_code: 'isv.invalid-method', sub_msg: method }
  if (fault?.does === 'cancelAgain')
    return { ...failed('SYSTEM_BUSY'), code: '10000', out_trade_no: content['out_trade_no'], retry_flag: 'Y' }
  if (fault?.does === 'payBeforeCancel') trades.pay(String(content['out_trade_no']))
  const node = operation.run(content, { trades, now: now(), notifyUrl: params.get('notify_url') ?? '' })
  if (fault?.does === 'systemError') return failed('SYSTEM_ERROR')
  return fault?.does === 'otherTrade' ? { ...node, out_trade_no: 'ANOTHER000000000000000000001' } : node
}

function signatureOf({ options }: World, text: string, fault: Fault): string | null {
  if (fault?.does === 'unsigned') return null
  return signed(fault?.does === 'badSignature' ? `${text} ` : text, options.privateKey)
}

function sendBill({ bills, faults, options }: World, url: URL, response: ServerResponse): void {
  const fault = faults.take('billFile')
  if (fault?.does === 'dropRequest' || fault?.does === 'dropResponse') return void response.destroy()
  const file = bills.file(url.searchParams.get('token') ?? '', options.sellerId, fault?.does)
  if (!file) return void response.writeHead(403).end('the address is no longer valid')
  response.writeHead(200, { 'content-type': 'application/zip' }).end(file)
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await waitFor('the sandbox of Alipay to close', once(server.close(), 'close'))
}
