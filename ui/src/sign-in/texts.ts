import { pageTexts } from '../i18n/page-texts.ts'

/** What every sign-in form says; a screen adds its own `signIn`, see `SignInForm`. */
export const signInFormTexts = pageTexts(
  {
    signInForm: {
      password: '密码',
      newPassword: '新密码',
      repeat: '再次输入新密码',
      code: '验证码',
      codeHint: '身份验证器上的 6 位数字，或一个恢复码',
      show: '显示密码',
      hide: '隐藏密码',
      enter: '登录',
      change: '设置新密码并登录',
      needPassword: '请输入密码',
      needNew: '请输入新密码',
      needCode: '请输入验证码',
      notSame: '两次输入的新密码不一致',
    },
  },
  {
    signInForm: {
      password: 'Password',
      newPassword: 'New password',
      repeat: 'New password again',
      code: 'Code',
      codeHint: 'The six digits of your authenticator, or a recovery code',
      show: 'Show password',
      hide: 'Hide password',
      enter: 'Sign in',
      change: 'Set password and sign in',
      needPassword: 'Enter your password',
      needNew: 'Enter the new password',
      needCode: 'Enter the code',
      notSame: 'The two new passwords differ',
    },
  },
)
