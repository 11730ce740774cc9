"""The addresses of the network: its directory, its schools, the papers of minors."""

from envol.web.network import directory_urls, paper_urls, school_urls

app_name = "network"
urlpatterns = [*directory_urls.urlpatterns, *school_urls.urlpatterns, *paper_urls.urlpatterns]
