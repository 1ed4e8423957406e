import {
  Answer,
  AUDIENCES,
  Command,
  FactBatch,
  GRANTS,
  Handshake,
  HttpRefusal,
  PinDigits,
  PinVerdict,
  RefusalCode,
  SnapshotEnvelope,
  emptyView,
  everyCommand,
  everyFact,
} from '@service-hall/contract'
import type { Audience, CommandType, HallView } from '@service-hall/contract'
import { byType, components, componentsFor, schemaOf, sentences } from './schemas.ts'
import type { Json } from './schemas.ts'

type ViewPart = { type?: string | string[]; description: string }

/** What parts of the view hold; one that is not named here is described by the fold of its subject. */
const VIEW_PARTS: Partial<Record<string, ViewPart>> & Partial<Record<keyof HallView, ViewPart>> = {
  number: { type: 'integer', description: 'Number of the last fact folded in.' },
  config: { type: ['object', 'null'], description: 'Configuration of the hall; null before the first one.' },
  day: { type: ['string', 'null'], description: 'Business day, `YYYY-MM-DD`.' },
  tickets: { type: 'object', description: 'Tickets of the day, by ticket id.' },
  lanes: { type: 'object', description: 'Ids of waiting tickets in order of arrival, by lane.' },
  calls: { type: 'array', description: 'Lines of the call display, newest first, one row a ticket.' },
  counters: { type: 'object', description: 'Counters: who has them open, whom they serve; by counter id.' },
  devices: { type: 'object', description: 'What each device last reported, by device id.' },
  stations: { type: 'object', description: 'Which stations are let in and which are there, by station id.' },
  invitations: {
    type: 'object',
    description: 'The latest rating invitation of each counter, by counter id.',
  },
}

function viewParts(): Record<string, ViewPart> {
  const unnamed = { description: 'See the fold of its subject in the contract.' }
  return Object.fromEntries(Object.keys(emptyView()).map((name) => [name, VIEW_PARTS[name] ?? unnamed]))
}

const HALL = { $ref: '#/channels/hall' }
const message = (name: string) => ({ $ref: `#/channels/hall/messages/${name}` })

const commands = byType(everyCommand.filter(({ type }) => Object.hasOwn(GRANTS, type)))

/** The live interface of a hall server (Socket.IO 4) as AsyncAPI 3.0; operations as the server has them. */
export function hallAsyncapi(): Json {
  const channels = { hall: { address: '/socket.io/', description: CHANNEL, messages: messages() } }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Service Hall: a hall server over its socket',
      version: '1',
      description:
        'Commands in, snapshots and facts out. See hall-openapi.yaml for signing in. Made by `npm run api-docs` from the contract.',
    },
    channels,
    operations: operations(),
    components: { schemas: componentsFor(channels, { ...facts(), SnapshotEnvelope: snapshot() }) },
  }
}

const CHANNEL =
  'Socket.IO 4. The `auth` of the handshake is `handshake`; browsers leave the token out and send the session cookie. ' +
  'Who is not known is refused with `access.signIn` in the error’s `data.code`. Every event of a client has an ' +
  'acknowledgement, which carries the answer.'

function messages(): Json {
  return {
    handshake: { summary: 'How a socket says who it is.', payload: schemaOf(Handshake) },
    ...Object.fromEntries(commands.map(({ type, schema }) => [type, commandMessage(type, schemaOf(schema))])),
    command: {
      name: 'command',
      summary: 'Any command. Its id is kept and sent again until there is an answer.',
      payload: schemaOf(Command),
    },
    answer: {
      summary: 'The answer to a command; the same id always gets the same one.',
      payload: schemaOf(Answer),
    },
    subscribe: { name: 'subscribe', summary: 'Asks for a snapshot and every fact after it; no payload.' },
    snapshot: { summary: 'The view to fold facts onto.', payload: schemaOf(SnapshotEnvelope) },
    refusal: { summary: 'Instead of a snapshot or a verdict.', payload: schemaOf(HttpRefusal) },
    maintenancePin: {
      name: 'maintenancePin',
      summary: 'A kiosk asks whether somebody may see its maintenance page. Kept nowhere.',
      payload: schemaOf(PinDigits),
    },
    pinVerdict: { summary: 'What the hall says of a PIN.', payload: schemaOf(PinVerdict) },
    facts: {
      name: 'facts',
      summary: 'Facts that were committed. On a gap, subscribe again.',
      payload: schemaOf(FactBatch),
    },
    ended: {
      name: 'ended',
      summary: 'The server ends this connection, and why.',
      payload: schemaOf(RefusalCode),
    },
  }
}

function commandMessage(type: string, payload: Json): Json {
  const senders = GRANTS[type as CommandType]
  return {
    name: 'command',
    title: type,
    summary: [sentences.get(type), `Sent by: ${senders.join(', ')}.`].filter(Boolean).join(' '),
    'x-senders': senders,
    payload,
  }
}

function operations(): Json {
  const answered = (reply: readonly string[]) => ({ channel: HALL, messages: reply.map(message) })
  return {
    ...Object.fromEntries(
      commands.map(({ type }) => [
        type,
        { action: 'receive', channel: HALL, messages: [message(type)], reply: answered(['answer']) },
      ]),
    ),
    subscribe: {
      action: 'receive',
      channel: HALL,
      messages: [message('subscribe')],
      reply: answered(['snapshot', 'refusal']),
    },
    maintenancePin: {
      action: 'receive',
      channel: HALL,
      messages: [message('maintenancePin')],
      reply: answered(['pinVerdict', 'refusal']),
    },
    facts: { action: 'send', channel: HALL, messages: [message('facts')] },
    ended: { action: 'send', channel: HALL, messages: [message('ended')] },
  }
}

/** Facts with the audiences that see them. */
function facts(): Record<string, Json> {
  return Object.fromEntries(
    everyFact.map(({ type, seenBy, ...definition }) => {
      const seen: readonly Audience[] = seenBy
      const audiences = AUDIENCES.filter((one) => one === 'administrator' || seen.includes(one))
      const trimmed = 'trim' in definition && definition.trim ? ', trimmed for all but administrators' : ''
      const description = [sentences.get(type), `Seen by: ${audiences.join(', ')}${trimmed}.`]
      return [
        type,
        { ...components[type], description: description.filter(Boolean).join(' '), 'x-seen-by': audiences },
      ]
    }),
  )
}

function snapshot(): Json {
  const { properties, ...rest } = components['SnapshotEnvelope'] as Json & { properties: Json }
  const view = {
    type: 'object',
    description:
      'The hall as this audience sees it: a fold of facts. Its parts are those of the contract’s folds.',
    properties: viewParts(),
    required: Object.keys(viewParts()),
  }
  return { ...rest, properties: { ...properties, view } }
}
