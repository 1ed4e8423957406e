import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import type { Packet } from 'socket.io-parser'

/** An answer that is JSON already, so that what many ask for is encoded once. */
export class Encoded {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Socket.IO's own encoding of packets, in which an answer may have been encoded before. */
class PacketEncoder extends Encoder {
  override encode(packet: Packet): (string | Buffer)[] {
    const [first] = Array.isArray(packet.data) ? (packet.data as unknown[]) : []
    if (packet.type !== PacketType.ACK || !(first instanceof Encoded)) return super.encode(packet) as string[]
    const namespace = packet.nsp === '/' ? '' : `${packet.nsp},`
    return [`${packet.type}${namespace}${packet.id ?? ''}[${first.text}]`]
  }
}

/** For the option `parser` of a Socket.IO server; its clients notice nothing. */
export const PARSER = { Encoder: PacketEncoder, Decoder } as const
