import { titleOf } from './invoices.ts'
import { planOf } from './plan.ts'
import { Refusal } from './refusal.ts'
import { KEY, readBody } from './request-shapes.ts'
import type { ShapeName } from './request-shapes.ts'
import type { SeededAccount } from './accounts.ts'
import type { Utility } from './utility.ts'
import { tariffOf } from './tariff.ts'

/** A request that was let in: whose it is, and what stands in its address. */
export type Request = { agent: string; name: string; query: URLSearchParams; body: Buffer }
type Run = (utility: Utility, request: Request) => unknown
export type SandboxOperation = { method: string; pattern: RegExp; run: Run }

const ACCOUNT = '(\\d{10}|\\d{13})'
const NAMED = `(${KEY.source.slice(1, -1)})`
const body = <Body>(request: Request, ...shapes: ShapeName[]): Body => readBody<Body>(request.body, shapes)
const at = (path: string): RegExp => new RegExp(`^/v1/${path}$`)

/** Everything but the statement, which is streamed: `utility-server.ts`. */
export const OPERATIONS: Readonly<Record<string, SandboxOperation>> = {
  findAccounts: {
    method: 'POST',
    pattern: at('accounts/find'),
    run: (utility, request) => {
      const query = body<Record<string, string>>(request, 'accountNo', 'idNumber', 'meterCard', 'billBarcode')
      return { accounts: utility.register.find(query).map((one) => shown(utility, one)) }
    },
  },
  bills: {
    method: 'GET',
    pattern: at(`accounts/${ACCOUNT}/bills`),
    run: ({ register, time }, { name }) => ({ bills: register.bills(register.open(name), time.today()) }),
  },
  usage: {
    method: 'GET',
    pattern: at(`accounts/${ACCOUNT}/usage`),
    run: ({ register, time }, { name, query }) => {
      const months = Number(query.get('months'))
      if (!Number.isInteger(months) || months < 1 || months > 60) throw new Refusal('badRequest', 'months')
      return { months: register.usage(register.open(name), months, time.today()) }
    },
  },
  tariff: {
    method: 'GET',
    pattern: at(`accounts/${ACCOUNT}/tariff`),
    run: ({ register, time }, { name }) => tariffOf(register.open(name).kind, time.today()),
  },
  writeOff: {
    method: 'PUT',
    pattern: at(`write-offs/${NAMED}`),
    run: (utility, request) => {
      if (utility.sales.sales.has(request.name)) throw new Refusal('keyReused')
      return utility.writeOffs.writeOff(request.agent, request.name, body(request, 'writeOff'))
    },
  },
  findWriteOff: {
    method: 'GET',
    pattern: at(`write-offs/${NAMED}`),
    run: ({ writeOffs }, { name }) => writeOffs.find(name),
  },
  reverseWriteOff: {
    method: 'PUT',
    pattern: at(`reversals/${NAMED}`),
    run: ({ writeOffs }, request) => writeOffs.reverse(request.name, body(request, 'reverseWriteOff')),
  },
  invoiceTitle: {
    method: 'GET',
    pattern: at(`accounts/${ACCOUNT}/invoice-title`),
    run: ({ register }, { name }) => titleOf(register.open(name)),
  },
  requestInvoice: {
    method: 'PUT',
    pattern: at(`invoices/${NAMED}`),
    run: ({ invoices }, request) =>
      invoices.ask(request.name, body(request, 'requestInvoice', 'billInvoice')),
  },
  sellToMeterCard: {
    method: 'PUT',
    pattern: at(`meter-card-sales/${NAMED}`),
    run: ({ sales }, request) => sales.sell(request.agent, request.name, body(request, 'sellToMeterCard')),
  },
  meterCardKey: {
    method: 'POST',
    pattern: at(`meter-card-sales/${NAMED}/key-service`),
    run: ({ sales }, request) => sales.keyService(request.name, body(request, 'response', 'mac')),
  },
  meterCardRead: {
    method: 'POST',
    pattern: at(`meter-card-sales/${NAMED}/reading`),
    run: ({ sales }, request) => sales.read(request.name, body(request, 'meterCardRead')),
  },
}

function shown({ register, time }: Utility, one: SeededAccount): unknown {
  const { accountNo, maskedName, maskedAddress, mode, meterNo, grade } = one
  return {
    ...{ accountNo, maskedName, maskedAddress, mode, meterNo, creditGrade: grade },
    ...{ balanceFen: register.balanceOf(one), owedFen: register.owedFen(one, time.today()) },
    plan: planOf(one),
  }
}
