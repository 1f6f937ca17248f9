export default definePageConfig({ navigationBarTitleText: '选题' })
