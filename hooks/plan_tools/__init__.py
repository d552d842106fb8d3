"""What people and CI do with a plan besides building its site. It may import all of `plan_site`."""
