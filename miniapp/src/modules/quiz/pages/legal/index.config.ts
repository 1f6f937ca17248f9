export default definePageConfig({ navigationBarTitleText: '法规目录' })
