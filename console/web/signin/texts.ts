import { pageTexts } from '@service-hall/ui'
import { signInFormTexts } from '@service-hall/ui/sign-in'

export const signInTexts = pageTexts(
  {
    ...signInFormTexts.zh,
    console: { product: '营业厅监控平台' },
    signIn: {
      title: '登录',
      lead: '使用监控平台账号登录，所见范围由账号的区域权限决定。',
      name: '账号',
      nameHint: '工号或管理员分配的账号',
      first: '这是首次密码，请设置您自己的密码。',
      rules: '至少 10 位，不与首次密码相同，不能过于简单；建议使用一句便于记忆的话。',
      needAccount: '请输入账号',
      badAccount: '账号只含字母、数字、- 和 _',
      lockedUntil: '密码多次错误，{time} 后可再试',
      or: '或',
    },
  },
  {
    ...signInFormTexts.en,
    console: { product: 'Hall console' },
    signIn: {
      title: 'Sign in',
      lead: 'Sign in with your console account. What you see follows the regions of your account.',
      name: 'Account',
      nameHint: 'Staff number, or what the administrator gave you',
      first: 'This is a first password. Please choose one of your own.',
      rules:
        'At least 10 characters, not the first password and not too simple; a sentence is easy to remember.',
      needAccount: 'Enter your account',
      badAccount: 'An account has letters, digits, - and _ only',
      lockedUntil: 'Too many wrong passwords. Try again at {time}.',
      or: 'or',
    },
  },
)
