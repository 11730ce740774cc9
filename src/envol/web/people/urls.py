"""The addresses of the pages about people."""

from django.urls import path

from envol.web.people import account_views, pupil_views, views

app_name = "people"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("enter/<slug:who>/", views.enter, name="demonstration"),
    path("pupil/", pupil_views.pupil, name="pupil"),
    path("account/", account_views.account, name="account"),
    path("account/name/", account_views.name, name="name"),
    path("account/consents/<slug:purpose>/", account_views.consent, name="consent"),
    path("account/tokens/", account_views.make_token, name="make-token"),
    path("account/tokens/<uuid:id>/revoke/", account_views.revoke_token, name="revoke-token"),
    path("account/kept/<slug:part>/", account_views.kept, name="kept"),
    path("account/looks/", account_views.looks, name="looks"),
    path("account/take-away/", account_views.take_away, name="take-away"),
    path("account/erase/", account_views.erase, name="erase"),
]
