export default definePageConfig({ navigationBarTitleText: '要求学习' })
