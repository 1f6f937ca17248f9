export default definePageConfig({ navigationBarTitleText: '会前准备' })
