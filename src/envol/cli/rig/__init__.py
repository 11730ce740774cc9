"""The rig on which a campus is measured: servers in processes of their own, a crew, and what loads and watches them."""
