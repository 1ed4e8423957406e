import type { LinkConfig } from '../../link/config.ts'
import type { Outcome, Device } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { FramedCallPad } from './framed-call-pad.ts'
import { KeypadCallPad } from './keypad-call-pad.ts'

/** What a key asks for. Digits are told one by one. */
export type CallPadKey =
  | 'next' // 下一位
  | 'recall' // 重呼
  | 'skip' // 过号
  | 'transfer' // 转移
  | 'finish' // 结束
  | 'pause' // 暂停
  | 'resume' // 恢复
  | 'rate' // 评价
  | 'signIn' // 登录
  | 'signOut' // 退出
  | 'enter' // 确认
  | 'clear' // 清除
  | `digit${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`

/** A key went down; told once per press. */
export type CallPadEvent = { type: 'key'; key: CallPadKey; address: number }

/** What a pad's key codes mean, by code in decimal or hexadecimal: `{ "1": "next", "0x32": "recall" }`. */
export type CallPadKeys = Readonly<Record<string, CallPadKey>>

/** Which call pad, on which line. `pollMs` and `address` are of `own` pads only. */
export type CallPadConfig = {
  id: string
  /** `own`: polled on an RS-485 bus, with a line of text. `keypad`: one byte per key, unasked, on a line of its own. */
  profile: 'own' | 'keypad'
  link: LinkConfig
  /** Address on the bus, 1…254; default 1. */
  address?: number
  /** Replaces the profile's table of keys. A byte or key that there is not makes the pad `misconfigured`. */
  keys?: CallPadKeys
  /** How often a pad is asked for its keys, ms; default 300. */
  pollMs?: number
}

/** A pad at a counter with which staff call customers (呼叫器). */
export type CallPad = Device<CallPadEvent> & {
  readonly kind: 'callPad'
  /**
   * Shows this on the pad's line from now on, say how many wait, also after the pad was lost and found; `ok` when it
   * shows it now. At most 32 bytes of GB18030; the rest is cut off. `unsupported` on a keypad.
   */
  show(text: string): Promise<Outcome>
}

/** Makes a call pad; `start()` begins to keep it alive. */
export function createCallPad(config: CallPadConfig, surroundings: DeviceSurroundings = {}): CallPad {
  return config.profile === 'keypad'
    ? new KeypadCallPad(config, surroundings)
    : new FramedCallPad(config, surroundings)
}
