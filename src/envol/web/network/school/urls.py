"""Addresses of classes, roles, invitations and staff lists."""

from django.urls import path

from envol.web.network.school import join_views as school_join_views
from envol.web.network.school import list_views as school_list_views
from envol.web.network.school import rollover_views as school_rollover_views
from envol.web.network.school import views as school_views
from envol.web.network.staffing import invitation_views, membership_views, staff_views

_GROUP = "groups/<uuid:id>/"
_PEOPLE = "organisations/<uuid:id>/people/"

urlpatterns = [
    path("join/", school_join_views.join, name="join"),
    path("groups/", school_views.groups, name="groups"),
    path("groups/new/", school_views.open_group, name="open-group"),
    path("groups/roll-over/", school_rollover_views.roll_over_page, name="roll-over"),
    path("groups/list.csv", school_list_views.template, name="class-list-template"),
    path(_GROUP, school_views.group, name="group"),
    path(f"{_GROUP}code/", school_views.open_code, name="open-code"),
    path(f"{_GROUP}code/close/", school_views.close_code, name="close-code"),
    path(f"{_GROUP}pupils/", school_views.add_pupils, name="add-pupils"),
    path(f"{_GROUP}pupils/<int:enrolment>/card/", school_views.renew_card, name="renew-card"),
    path(f"{_GROUP}pupils/<int:enrolment>/end/", school_views.end_enrolment, name="end-enrolment"),
    path(f"{_GROUP}teachers/", school_views.assign_teacher, name="assign-teacher"),
    path(f"{_GROUP}teachers/<int:teaching>/end/", school_views.end_teaching, name="end-teaching"),
    path(f"{_GROUP}list/", school_list_views.upload, name="class-list"),
    path(f"{_GROUP}list/class/", school_list_views.choose, name="class-list-class"),
    path(f"{_GROUP}list/confirm/", school_list_views.confirm, name="class-list-confirm"),
    path(_PEOPLE, membership_views.people, name="people"),
    path(f"{_PEOPLE}invite/", invitation_views.invite, name="invite"),
    path(f"{_PEOPLE}import/", staff_views.staff_import, name="staff-import"),
    path(f"{_PEOPLE}import/confirm/", staff_views.confirm, name="staff-import-confirm"),
    path(f"{_PEOPLE}import/staff.csv", staff_views.template, name="staff-template"),
    path(f"{_PEOPLE}<uuid:membership>/end/", membership_views.end_membership, name="end-membership"),
    path(f"{_PEOPLE}invitations/<uuid:invitation>/again/", invitation_views.send_again, name="send-invitation-again"),
    path(f"{_PEOPLE}invitations/<uuid:invitation>/withdraw/", invitation_views.withdraw, name="withdraw-invitation"),
    path("invitations/<str:token>/", invitation_views.invitation, name="invitation"),
    path("delegations/", membership_views.delegations, name="delegations"),
    path("delegations/<uuid:id>/end/", membership_views.take_back, name="take-back"),
]
