import { channelKind } from '../port.ts'
import type { ChannelTools } from '../port.ts'
import { fetchBill } from './bill.ts'
import { BankCardChannel } from './channel.ts'
import type { Terminal } from './host.ts'
import { BankCardSettings } from './settings.ts'
import { readKey } from './working-key.ts'

/** Bank card in the card terminal, at an acquirer's host (ISO 8583 over TCP); docs/bank-card.md. */
export const bankCard = channelKind({
  id: 'bankCard',
  name: { zh: '银行卡', en: 'Bank card' },
  uses: ['card'],
  settings: BankCardSettings,
  async create(settings, tools) {
    const terminals = await terminalsOf(settings, tools)
    return new BankCardChannel(settings, tools, terminals, (day) => fetchBill(settings, day))
  },
})

async function terminalsOf(
  { terminals }: BankCardSettings,
  { readSecret }: ChannelTools,
): Promise<Map<string, Terminal>> {
  const all = Object.entries(terminals).map(async ([hallsId, { terminalNo, macMasterKeyFile }]) => {
    const terminal: Terminal = {
      no: terminalNo,
      master: readKey(await readSecret(macMasterKeyFile)),
      mac: null,
      sealed: null,
      signedInOn: '',
    }
    return [hallsId, terminal] as const
  })
  return new Map(await Promise.all(all))
}
