export default definePageConfig({ navigationBarTitleText: '本机待发送' })
