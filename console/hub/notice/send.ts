import type { ChannelTarget, Language } from '@service-hall/contract'
import { createTransport } from 'nodemailer'
import { requestOnce } from './request.ts'
import type { Reach } from './request.ts'
import type { NoticeSettings } from './settings.ts'

/** `error`: a word or a status; never what was answered, never an address. */
export type Sent = { ok: true } | { ok: false; error: string }
export type Message = { subject: string; text: string; language: Language }

const SMTP_MS = 15_000

/** Mail through the company's own server. */
export async function sendMail(
  smtp: NoticeSettings['smtp'],
  { to }: Extract<ChannelTarget, { kind: 'mail' }>,
  { subject, text }: Message,
): Promise<Sent> {
  if (!smtp) return { ok: false, error: 'noGateway' }
  const { host, port, secure, plain, user, password, from } = smtp
  const transport = createTransport({
    ...{ host, port, secure, requireTLS: !secure && !plain, ignoreTLS: plain },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: SMTP_MS, greetingTimeout: SMTP_MS, socketTimeout: SMTP_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  try {
    await transport.sendMail({ from, bcc: to, to: from, subject, text })
    return { ok: true }
  } catch (error) {
    const { code = 'failed', responseCode } = error as { code?: string; responseCode?: number }
    return { ok: false, error: responseCode === undefined ? code : `${code} ${responseCode}` }
  } finally {
    transport.close()
  }
}

/** The gateway's address is the operator's own word, wherever it lies. */
const ANY_NETWORK = ['0.0.0.0/0', '::/0']

/** Short messages through a provider's HTTP address, one a number; a sandbox sends nothing. */
export async function sendSms(
  sms: NoticeSettings['sms'],
  { to }: Extract<ChannelTarget, { kind: 'sms' }>,
  { text }: Message,
  options: Reach,
): Promise<Sent> {
  if (!sms) return { ok: false, error: 'noGateway' }
  if (sms.kind === 'sandbox') return { ok: true }
  const { url, method, headers, contentType } = sms
  const write = (value: string): string =>
    contentType === 'application/json' ? JSON.stringify(value).slice(1, -1) : encodeURIComponent(value)
  for (const phone of to) {
    const body = sms.body.replaceAll('{phone}', () => write(phone)).replaceAll('{text}', () => write(text))
    const outcome = await requestOnce(
      url,
      { method, headers: { ...headers, 'content-type': contentType }, body },
      { ...options, toNetworks: ANY_NETWORK },
    )
    if ('fault' in outcome) return { ok: false, error: outcome.fault }
    if (outcome.status < 200 || outcome.status >= 300) return { ok: false, error: `status ${outcome.status}` }
  }
  return { ok: true }
}
