export default definePageConfig({ navigationBarTitleText: '登录着的设备' })
