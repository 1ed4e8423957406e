import { AccountId } from '@service-hall/contract'
import { request, useText } from '@service-hall/ui'
import type { ApiResult } from '@service-hall/ui'
import { computed, reactive, ref } from 'vue'
import type { ComputedRef, Ref } from 'vue'

export type Field = 'account' | 'password' | 'newPassword' | 'repeat' | 'code'
type Problem = { text: () => string; field: Field }

export type SignIn = {
  form: Record<Field, string>
  /** The password is a first one: an own one is asked for. */
  needsNew: Ref<boolean>
  /** The account has a second factor: its code is asked for. */
  needsCode: Ref<boolean>
  busy: Ref<boolean>
  problem: ComputedRef<{ text: string; field: Field } | null>
  submit: () => Promise<void>
}

/** What the sign-in form does; `signedIn` is called when the session has begun. */
export function useSignIn(signedIn: () => void): SignIn {
  const { t, refusal } = useText()
  const form = reactive({ account: '', password: '', newPassword: '', repeat: '', code: '' })
  const needsNew = ref(false)
  const needsCode = ref(false)
  const busy = ref(false)
  /** Said again in the language that is on, should it be switched meanwhile. */
  const found = ref<Problem | null>(null)

  function missing(): Problem | null {
    const said = (field: Field, key: string): Problem => ({ field, text: () => t(`signIn.${key}`) })
    if (form.account.trim() === '') return said('account', 'needAccount')
    if (!AccountId.safeParse(form.account.trim()).success) return said('account', 'badAccount')
    if (form.password === '') return said('password', 'needPassword')
    if (needsCode.value && form.code.trim() === '') return said('code', 'needCode')
    if (!needsNew.value) return null
    if (form.newPassword === '') return said('newPassword', 'needNew')
    return form.newPassword === form.repeat ? null : said('repeat', 'notSame')
  }

  function explain({ code, ...rest }: Extract<ApiResult, { ok: false }>): Problem {
    const field = code.startsWith('password.')
      ? 'newPassword'
      : code === 'account.wrongCode'
        ? 'code'
        : 'password'
    if (code === 'unreachable') return { field, text: () => t('common.unreachable') }
    const time = code === 'access.locked' && 'detail' in rest ? clockOf(rest.detail) : null
    return { field, text: () => (time ? t('signIn.lockedUntil', { time }) : refusal(code)) }
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    found.value = missing()
    if (found.value) return
    busy.value = true
    const result = await request('POST', '/api/session', {
      accountId: form.account.trim(),
      password: form.password,
      ...(needsNew.value ? { newPassword: form.newPassword } : {}),
      ...(needsCode.value ? { code: form.code.trim() } : {}),
    })
    busy.value = false
    if (result.ok) return signedIn()
    if (result.code === 'password.first') needsNew.value = true
    else if (result.code === 'account.codeNeeded') needsCode.value = true
    else found.value = explain(result)
  }

  const problem = computed(() => found.value && { field: found.value.field, text: found.value.text() })
  return { form, needsNew, needsCode, busy, problem, submit }
}

/** `HH:MM:SS` of a refusal's detail, epoch ms; null: it says none. */
function clockOf(detail: string | undefined): string | null {
  if (!detail || !/^\d+$/.test(detail)) return null
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(Number(detail))
}
