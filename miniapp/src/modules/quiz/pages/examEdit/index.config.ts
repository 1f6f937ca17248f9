export default definePageConfig({ navigationBarTitleText: '考试设置' })
