"""The addresses of the referentials."""

from envol.web.referentials import certification_urls, job_urls, skill_urls

app_name = "referentials"
urlpatterns = [*job_urls.urlpatterns, *certification_urls.urlpatterns, *skill_urls.urlpatterns]
