import { alipay } from './alipay/index.ts'
import { bankCard } from './bank-card/index.ts'
import type { ChannelKind } from './port.ts'
import { unionpay } from './unionpay/index.ts'
import { wechat } from './wechat/index.ts'

/** Every channel that this server knows, one line each; a hall has those that its file has settings of. */
export const CHANNEL_KINDS: readonly ChannelKind[] = [alipay, wechat, bankCard, unionpay]
