import type { ModulePackage } from '@/modulePackage'

/** 账号 — signing in, binding, password, second factor, devices. */
export const accounts: ModulePackage = {
  root: 'modules/accounts',
  pages: [
    'pages/signIn/index',
    'pages/password/index',
    'pages/sessions/index',
    'pages/scan/index',
    'pages/secondFactor/index',
    'pages/account/index',
    'pages/outbox/index',
  ],
}
