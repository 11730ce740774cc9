"""The addresses of the network: its directory, its schools, the papers of minors."""

from envol.web.network.directory import urls as directory_urls
from envol.web.network.oversight import paper_urls
from envol.web.network.school import urls as school_urls

app_name = "network"
urlpatterns = [*directory_urls.urlpatterns, *school_urls.urlpatterns, *paper_urls.urlpatterns]
