import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { listening } from '../../test/listening.ts'
import { sendMail } from './send.ts'

const ANSWERS: Partial<Record<string, string>> = {
  QUIT: '221 bye\r\n',
  STARTTLS: '502 not here\r\n',
}

/** A mail server by the letter of RFC 5321, without TLS. */
async function aMailServer() {
  const said: string[] = []
  let letter = ''
  const server = createServer((socket) => {
    let isLetter = false
    let rest = ''
    socket.write('220 mail.example\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (part) => {
      rest += part.toString()
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at)
        rest = rest.slice(at + 2)
        if (isLetter && line !== '.') letter += `${line}\n`
        else if (isLetter) {
          isLetter = false
          socket.write('250 taken\r\n')
        } else {
          said.push(line)
          isLetter = line === 'DATA'
          socket.write(isLetter ? '354 go on\r\n' : (ANSWERS[line] ?? '250 fine\r\n'))
        }
      }
    })
  })
  const port = await listening(server)
  return {
    said,
    letter: () => letter,
    smtp: { host: '127.0.0.1', port, secure: false, from: 'hub@power.example' },
  }
}

const TO = { kind: 'mail' as const, to: ['one@power.example', 'two@power.example'] }
const MESSAGE = {
  subject: '【营业厅监控】告警',
  text: '设备故障\nhttps://console.example/alerts',
  language: 'zh' as const,
}

test('mail reaches each address, and none reads the others’', async () => {
  const { said, letter, smtp } = await aMailServer()
  expect(await sendMail({ ...smtp, plain: true }, TO, MESSAGE)).toEqual({ ok: true })
  for (const address of TO.to) expect(said).toContain(`RCPT TO:<${address}>`)
  expect(letter()).not.toContain('one@power.example')
  expect(letter()).toContain('=E8=AE=BE=E5=A4=87')
})

test('mail does not cross a network unencrypted unless that is said', async () => {
  const { said, smtp } = await aMailServer()
  const sent = await sendMail({ ...smtp, plain: false }, TO, MESSAGE)
  expect(sent).toMatchObject({ ok: false, error: expect.stringContaining('ETLS') as string })
  expect(said).not.toContain('DATA')
})

test('a server that is not there is a fault that passes, said without its address', async () => {
  const smtp = { host: '127.0.0.1', port: 9, secure: false, plain: true, from: 'hub@power.example' }
  expect(await sendMail(smtp, TO, MESSAGE)).toMatchObject({ ok: false, error: 'ESOCKET' })
})
