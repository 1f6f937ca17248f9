export default definePageConfig({ navigationBarTitleText: '题目异议' })
