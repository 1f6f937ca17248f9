export default definePageConfig({ navigationBarTitleText: '下级进度' })
